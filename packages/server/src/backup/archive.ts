import { createHash, type Hash } from 'node:crypto'
import { BackupError } from './backup-error.ts'
import type { SealedSecret } from './passphrase.ts'

/**
 * What a backup holds, before it is compressed: lines of text that also `zcat` can show. The first is
 * this heading. Each table follows as a line that names it, its rows as COPY writes them, and a line
 * with `\.`; the last line counts and sums up all of them. Whoever reads it knows only there that it
 * was whole, so what was made of it is committed only there.
 */
export interface Heading {
  latchkey_backup: 1
  created_at: string
  /** In the order in which they ran. The newest one is the version of what follows. */
  migrations: string[]
  /** What unseals the sealed columns: how to recognise it, and itself where a passphrase protects it. */
  secret: { fingerprint: string; sealed?: SealedSecret }
}

export interface TableHeading {
  table: string
  columns: string[]
}

export interface Sums {
  tables: Record<string, { rows: number; sha256: string }>
}

/** A table on its way: `rows` are whole lines, in pieces of some size. */
export interface Section extends TableHeading {
  rows: AsyncIterable<Buffer>
}

const end = Buffer.from('\\.\n')

/** The whole as bytes. Sections are asked for one after another. */
export async function* writeArchive(
  heading: Heading,
  sections: AsyncIterable<Section>,
): AsyncGenerator<Buffer> {
  yield line(heading)
  const sums: Sums = { tables: {} }
  for await (const { table, columns, rows } of sections) {
    yield line({ table, columns } satisfies TableHeading)
    const counted = new Counter()
    for await (const piece of rows) {
      counted.add(piece)
      yield piece
    }
    yield end
    sums.tables[table] = counted.sum()
  }
  yield line(sums)
}

/** A backup as it is read: the heading first, then each table, and the sums when all have been read. */
export interface Archive {
  heading: Heading
  sections: AsyncIterable<Section>
  /** What was counted while reading, which is what the last line says. */
  sums(): Sums
}

export async function readArchive(bytes: AsyncIterable<Buffer>): Promise<Archive> {
  const lines = new Lines(bytes)
  const heading = parse<Heading>(await lines.next())
  if (heading.latchkey_backup !== 1) throw unknownFormat(heading)
  let sums: Sums | undefined
  async function* sections(): AsyncGenerator<Section> {
    const counted: Sums = { tables: {} }
    for (;;) {
      const next = parse<TableHeading | Sums>(await lines.next())
      if ('tables' in next) {
        refuseDifference(next, counted)
        sums = next
        return
      }
      const counter = new Counter()
      yield { ...next, rows: rowsUntilEnd(lines, counter) }
      counted.tables[next.table] = counter.sum()
    }
  }
  return {
    heading,
    sections: sections(),
    sums() {
      if (!sums) throw new Error('The backup was not read to its end.')
      return sums
    },
  }
}

async function* rowsUntilEnd(lines: Lines, counter: Counter): AsyncGenerator<Buffer> {
  for (;;) {
    const { piece, isLast } = await lines.piece()
    if (piece.length > 0) {
      counter.add(piece)
      yield piece
    }
    if (isLast) return
  }
}

const line = (value: unknown) => Buffer.from(`${JSON.stringify(value)}\n`)

export function countLines(piece: Buffer): number {
  let lines = 0
  for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines++
  return lines
}

class Counter {
  #rows = 0
  readonly #hash: Hash = createHash('sha256')

  add(piece: Buffer): void {
    this.#hash.update(piece)
    this.#rows += countLines(piece)
  }

  sum() {
    return { rows: this.#rows, sha256: this.#hash.copy().digest('hex') }
  }
}

/** Bytes as lines, or as many lines at once as have arrived. */
class Lines {
  readonly #bytes: AsyncIterator<Buffer>
  #rest = Buffer.alloc(0)

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#bytes = bytes[Symbol.asyncIterator]()
  }

  async next(): Promise<string> {
    for (;;) {
      const at = this.#rest.indexOf(10)
      if (at !== -1) return this.#take(at + 1).toString('utf8')
      await this.#more()
    }
  }

  /** What has arrived of a table. COPY escapes backslashes, so that no row looks like the end. */
  async piece(): Promise<{ piece: Buffer; isLast: boolean }> {
    for (;;) {
      const at = this.#endOfTable()
      if (at !== -1) {
        const piece = this.#take(at)
        this.#take(end.length)
        return { piece, isLast: true }
      }
      const whole = this.#rest.lastIndexOf(10) + 1
      // The end may have arrived in part: it is looked for where a line begins.
      if (whole > 0) return { piece: this.#take(whole), isLast: false }
      await this.#more()
    }
  }

  #endOfTable(): number {
    if (this.#rest.subarray(0, end.length).equals(end)) return 0
    const at = this.#rest.indexOf(`\n${end}`)
    return at === -1 ? -1 : at + 1
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return taken
  }

  async #more(): Promise<void> {
    const { value, done } = await this.#bytes.next()
    if (done) throw damaged('It ends before its end: it was not copied whole.')
    this.#rest = Buffer.concat([this.#rest, value])
  }
}

function parse<Value>(text: string): Value {
  try {
    const value = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Said below.
  }
  throw damaged('A line of it is not what was written.')
}

function refuseDifference(written: Sums, counted: Sums): void {
  for (const table of new Set([...Object.keys(written.tables), ...Object.keys(counted.tables)])) {
    const [one, other] = [written.tables[table], counted.tables[table]]
    if (one?.rows !== other?.rows || one?.sha256 !== other?.sha256) {
      throw damaged(`The table ${table} is not what was written.`)
    }
  }
}

export const damaged = (what: string, cause?: unknown) =>
  new BackupError('damaged_backup', `The backup is damaged. ${what}`, 'Use another copy of it.', {
    cause,
  })

export const notABackup = (name: string) =>
  new BackupError(
    'not_a_backup',
    `${name} is no backup of Latchkey.`,
    'Name a file that latchkey backup wrote.',
  )

const unknownFormat = (heading: unknown) =>
  typeof (heading as Heading).latchkey_backup === 'number'
    ? new BackupError(
        'newer_backup',
        'The backup was written by a newer Latchkey.',
        'Restore it with that version.',
      )
    : notABackup('This')
