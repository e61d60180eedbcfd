// What anybody sends, all in the same room get, by socket.io; it knows nobody and stores nothing.
// NODE_PATH=.../node_modules node socketio.cjs PORT

const { createServer } = require("node:http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http, { transports: ["websocket"] });

io.on("connection", (socket) => {
  const { room } = socket.handshake.query;
  socket.join(room);
  socket.on("say", (text) => io.to(room).emit("said", text));
});

http.listen({ port: Number(process.argv[2]), host: "127.0.0.1", backlog: 2048 });
