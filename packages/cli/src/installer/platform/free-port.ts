import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { CommandError } from '../../command/command-error.ts'

const firstPort = 4000

/** The port that somebody asked for, which must be free; else the first free one from 4000 on. */
export async function choosePort(wanted?: number): Promise<number> {
  if (wanted === undefined) return freePort(firstPort)
  if (await isFree(wanted)) return wanted
  throw new CommandError('port_in_use', `Another program uses port ${wanted}.`, {
    recovery: 'Stop it, or choose another port with --port.',
  })
}

/** This port, else the next one that nobody has. */
export async function freePort(from = firstPort): Promise<number> {
  for (let port = from; port < from + 100; port += 1) {
    if (await isFree(port)) return port
  }
  throw new CommandError('no_port', `No port from ${from} on is free.`, {
    recovery: 'Stop what listens there, or start a platform yourself: latchkey start --port 5000',
  })
}

/** Some systems let two programs listen on one port, each on an address of its own. */
async function isFree(port: number): Promise<boolean> {
  return !(await answers(port)) && (await canListen(port))
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
