// @hocuspocus/server with its SQLite extension, as its documentation starts it, on a free port.
// argv: the folder of its data. Prints one line when it is ready.
import { SQLite } from '@hocuspocus/extension-sqlite';
import { Server } from '@hocuspocus/server';
import { join } from 'node:path';

const server = new Server({
  address: '127.0.0.1',
  port: Number(process.env.PORT ?? 0),
  quiet: true,
  extensions: [new SQLite({ database: join(process.argv[2], 'documents.sqlite') })],
});
await server.listen();
console.log(`ready ${server.address.port}`);
