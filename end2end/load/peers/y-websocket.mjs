// @y/websocket-server with LevelDB, on a free port: its own server.js does the same, but cannot be
// asked for a port. argv: the folder of its data. Prints one line when it is ready.
import { createServer } from 'node:http';
import { join } from 'node:path';
import WebSocket from 'ws';

process.env.YPERSISTENCE = join(process.argv[2], 'leveldb');
const { setupWSConnection } = await import('@y/websocket-server/utils');

const sockets = new WebSocket.Server({ noServer: true });
sockets.on('connection', (socket, request) => setupWSConnection(socket, request));

const server = createServer((_request, response) => response.end('okay'));
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (upgraded) => {
    sockets.emit('connection', upgraded, request);
  });
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  console.log(`ready ${server.address().port}`);
});
