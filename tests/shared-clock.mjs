/**
 * Loaded into every process of an application, as movable-clock.mjs is into a single one: all of them
 * read in the same file by how much their clock is moved.
 */
import { readFileSync } from 'node:fs'

const { SHARED_CLOCK_FILE, STARTED_BY } = process.env
const realNow = Date.now

Date.now = () => realNow() + Number(readFileSync(SHARED_CLOCK_FILE, 'utf8'))
// A proxy has all the properties of the constructor as its own: Next.js copies no others.
globalThis.Date = new Proxy(Date, {
  construct: (target, parts, self) =>
    Reflect.construct(target, parts.length === 0 ? [target.now()] : parts, self),
})

/** A test run that is killed takes its applications along. */
const watch = setInterval(() => {
  try {
    process.kill(Number(STARTED_BY), 0)
  } catch {
    process.exit()
  }
}, 1000)
watch.unref()
