"""What follows from questions, answers and releases; standard library only, no framework, clock or chance."""
