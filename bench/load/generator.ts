import { openConnection } from './connection.ts'
import { type Load, type Measured, type Speaker, speakersOf } from './traffic.ts'

/** The process that makes load: it is told what to send, sends it, and reports what it measured. */
process.on('message', async (load: Load) => {
  try {
    process.send?.({ measured: await generate(load) })
  } catch (error) {
    process.send?.({ failure: (error as Error).message })
  }
})
process.on('disconnect', () => process.exit())

async function generate(load: Load): Promise<Measured> {
  const speakerOf = speakersOf(load)
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () => openConnection(load.origin)),
  )
  const latenciesMilliseconds: number[] = []
  const startedAt = performance.now()
  const endsAt = startedAt + load.seconds * 1000
  const keepAsking = async (connection: (typeof connections)[number], speaker: Speaker) => {
    while (performance.now() < endsAt) {
      const request = speaker.next()
      const askedAt = performance.now()
      const body = await connection.ask(request)
      latenciesMilliseconds.push(performance.now() - askedAt)
      speaker.received(body)
    }
  }
  try {
    await Promise.all(
      connections.map((connection, index) => keepAsking(connection, speakerOf(index))),
    )
  } finally {
    for (const connection of connections) connection.close()
  }
  const seconds = (performance.now() - startedAt) / 1000
  return { answersPerSecond: latenciesMilliseconds.length / seconds, latenciesMilliseconds }
}
