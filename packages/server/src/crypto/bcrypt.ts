import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/**
 * bcrypt in a thread of its own: it is computed in JavaScript, for tens to hundreds of milliseconds,
 * in which nothing else of this server would run. A thread a call is enough, because a hash is
 * verified so only until the sign-in that replaces it. A package with native code would be faster,
 * but there is none for every system that the server runs on.
 */
export function verifyBcrypt(hash: string, password: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(source, { eval: true, workerData: { bcrypt, hash, password } })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

const bcrypt = createRequire(import.meta.url).resolve('bcryptjs')

// As text, so that it runs alike from source and from the build, which is one file.
const source = `
const { parentPort, workerData } = require('node:worker_threads')
const { compareSync } = require(workerData.bcrypt)
parentPort.postMessage(compareSync(workerData.password, workerData.hash))
`
