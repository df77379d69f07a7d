import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { CommandError } from '../../command/command-error.ts'

/** The wanted port, else the next one that nobody has. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 100; port += 1) {
    // Some systems let two programs listen on one port, each on an address of its own.
    if (!(await answers(port)) && (await canListen(port))) return port
  }
  throw new CommandError('no_port', `No port from ${wanted} on is free.`, {
    recovery: 'Stop what listens there, or start a platform yourself: latchkey start --port 5000',
  })
}

async function answers(port: number): Promise<boolean> {
  const socket = connect({ port, host: 'localhost' })
  const isAnswered = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return isAnswered
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: 'localhost' }, () => server.close(() => resolve(true)))
  })
}
