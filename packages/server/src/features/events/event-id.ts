import { createId } from '../../ids/ids.ts'

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const beforeRandom = 'event_'.length + 10

let last = ''

/**
 * Ids that one process makes ascend, also within a millisecond: a transaction's events are listed by
 * their ids, and so in the order in which they happened.
 */
export function createEventId(at: Date): string {
  const id = createId('event', at)
  const isSameMoment = id.slice(0, beforeRandom) === last.slice(0, beforeRandom)
  last = isSameMoment && id <= last ? successorOf(last) : id
  return last
}

/** The lowest and the highest id of a moment. */
export function eventIdsOf(at: Date): { lowest: string; highest: string } {
  const moment = createId('event', at).slice(0, beforeRandom)
  return { lowest: moment + '0'.repeat(16), highest: moment + 'Z'.repeat(16) }
}

/** The next number in base 32. */
function successorOf(id: string): string {
  const head = id.slice(0, -1)
  const digit = digits.indexOf(id.at(-1) as string)
  return digit === 31 ? `${successorOf(head)}0` : head + digits[digit + 1]
}
