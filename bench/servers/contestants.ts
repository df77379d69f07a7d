import { mkdir } from 'node:fs/promises'
import type { Contestants } from '../figures/figure.ts'
import { startLoadGenerator } from '../load/load-generator.ts'
import { connectToItsDatabase, startLatchkey } from './latchkey.ts'
import { makePeople, moveIntoLatchkey, moveIntoReference } from './people.ts'
import { startReference } from './reference.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

const numberOfPeople = 2_000
const connections = 16

/** Starts both servers and the generator, moves the people in, and ends everything after the work. */
export async function withContestants(work: (contestants: Contestants) => Promise<void>) {
  await withTemporaryFolder(async (folder) => {
    const folders = { latchkey: `${folder}/latchkey`, reference: `${folder}/reference` }
    for (const each of Object.values(folders)) await mkdir(each)
    const latchkey = await startLatchkey(folders.latchkey)
    const reference = await startReference(folders.reference)
    const generator = startLoadGenerator()
    try {
      const people = await makePeople(numberOfPeople)
      const [ofLatchkey, ofReference] = await Promise.all([
        connectToItsDatabase(folders.latchkey),
        reference.connectToItsDatabase(),
      ])
      await moveIntoLatchkey(ofLatchkey, people)
      await moveIntoReference(ofReference, people)
      await Promise.all([ofLatchkey.end(), ofReference.end()])
      await work({ latchkey, reference, people, generator, connections })
    } finally {
      generator.stop()
      await Promise.all([latchkey.stop(), reference.stop()])
    }
  })
}
