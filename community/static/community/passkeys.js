// allauth's scripts tell only the console when a device refuses or a person cancels; here people read it too.
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  const message = document.getElementById('passkey-error')
  message.hidden = false
  message.scrollIntoView({ block: 'center' })
})
