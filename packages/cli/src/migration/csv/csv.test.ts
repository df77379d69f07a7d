import { describe, expect, test } from 'vitest'
import { readCsv } from './read-csv.ts'
import { writeCsv } from './write-csv.ts'

const cellsOf = (text: string) => readCsv(text).records.map(({ cells }) => cells)

describe('a CSV file', () => {
  test.each([
    ['with CRLF', 'a,b\r\nc,d\r\n'],
    ['without an end of its last line', 'a,b\nc,d'],
    ['with a byte order mark', '\uFEFFa,b\nc,d\n'],
    ['with empty lines', 'a,b\n\n\nc,d\n\n'],
    ['with quotes around everything', '"a","b"\n"c","d"\n'],
  ])('%s is read', (_, text) => {
    expect(cellsOf(text)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  test('has commas, quotes and line breaks inside of quotes', () => {
    expect(cellsOf('"a,b","say ""hi""","two\r\nlines",\n')).toEqual([
      ['a,b', 'say "hi"', 'two\r\nlines', ''],
    ])
  })

  test('names the line on which a row begins, also after rows of several lines', () => {
    const { records } = readCsv('a\n"one\ntwo\nthree"\nb\n')
    expect(records.map(({ line }) => line)).toEqual([1, 2, 5])
  })

  test.each([
    ['a quote that is never closed', 'a,b\n"c,d\ne,f\n', 2, /never closed/],
    ['something after a closing quote', 'a,b\n"c"x,d\ne,f\n', 2, /follows the closing quote/],
    ['a quote in the middle of a cell', 'a,b\nc"x,d\ne,f\n', 2, /middle of a cell/],
  ])('with %s says so, and the other rows are read', (_, text, line, message) => {
    const { records, defects } = readCsv(text)
    expect(defects).toEqual([{ line, message: expect.stringMatching(message) }])
    expect(records.map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['e', 'f'],
    ])
  })

  test('is read back as it was written', () => {
    const row = { a: 'plain', b: ' "quoted", \r\n and more ', c: '' }
    const text = writeCsv(['a', 'b', 'c'], [row])
    expect(cellsOf(text)).toEqual([['a', 'b', 'c'], Object.values(row)])
  })
})
