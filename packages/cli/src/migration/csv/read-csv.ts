/** One line of a CSV file that a person would call a row, though quotes may spread it over several. */
interface CsvRecord {
  /** Where it begins, as editors count. */
  line: number
  cells: string[]
}

interface CsvDefect {
  line: number
  message: string
}

/**
 * RFC 4180, as exports and spreadsheets really write it: a byte order mark, CRLF or LF, a last line
 * without an end. What is broken is told with its line, and the rows after it are read all the same.
 */
export function readCsv(text: string): { records: CsvRecord[]; defects: CsvDefect[] } {
  const reader = { text: text.replace(/^\uFEFF/, ''), at: 0, line: 1 }
  const records: CsvRecord[] = []
  const defects: CsvDefect[] = []
  while (reader.at < reader.text.length) {
    const line = reader.line
    const cells: string[] = []
    const fail = (message: string) => defects.push({ line, message })
    let isLast = false
    while (!isLast) {
      const cell =
        reader.text[reader.at] === '"' ? quotedCell(reader, fail) : plainCell(reader, fail)
      if (cell === null) break
      cells.push(cell)
      isLast = !endCell(reader)
    }
    if (isLast && !(cells.length === 1 && cells[0] === '')) records.push({ line, cells })
  }
  return { records, defects }
}

interface Reader {
  text: string
  at: number
  line: number
}

type Fail = (message: string) => void

const untilEnd = /[^,\r\n]*/y
const lineEnd = /\r\n|\n|\r/y

function plainCell(reader: Reader, fail: Fail): string | null {
  untilEnd.lastIndex = reader.at
  const cell = untilEnd.exec(reader.text)?.[0] ?? ''
  reader.at += cell.length
  if (!cell.includes('"')) return cell
  fail(
    'A quote stands in the middle of a cell. Put the whole cell in quotes and double the ones in it.',
  )
  return skipLine(reader)
}

function quotedCell(reader: Reader, fail: Fail): string | null {
  const start = { at: reader.at, line: reader.line }
  const parts: string[] = []
  for (let from = reader.at + 1; ; ) {
    const quote = reader.text.indexOf('"', from)
    if (quote === -1) {
      fail('A quote is opened here and never closed.')
      Object.assign(reader, start)
      return skipLine(reader)
    }
    parts.push(reader.text.slice(from, quote))
    reader.at = quote + 1
    if (reader.text[reader.at] !== '"') break
    parts.push('"')
    from = reader.at + 1
  }
  const cell = parts.join('')
  reader.line += cell.match(/\r\n|\n|\r/g)?.length ?? 0
  if (/^(,|\r|\n|$)/.test(reader.text.slice(reader.at, reader.at + 1))) return cell
  fail('Something follows the closing quote of a cell. Double the quotes inside of a cell.')
  Object.assign(reader, start)
  return skipLine(reader)
}

/** True where another cell of the same row follows. */
function endCell(reader: Reader): boolean {
  if (reader.text[reader.at] === ',') {
    reader.at++
    return true
  }
  lineEnd.lastIndex = reader.at
  reader.at += lineEnd.exec(reader.text)?.[0].length ?? 0
  reader.line++
  return false
}

function skipLine(reader: Reader): null {
  const rest = /[^\r\n]*(\r\n|\n|\r|$)/y
  rest.lastIndex = reader.at
  reader.at += rest.exec(reader.text)?.[0].length ?? 0
  reader.line++
  return null
}
