import { describe, expect, test } from 'vitest'
import { highlight, type TokenKind } from './highlight.ts'

const allOf = (kind: TokenKind, code: string) =>
  highlight(code)
    .filter((token) => token.kind === kind)
    .map((token) => token.text)

describe('the colours of code', () => {
  test('leave out nothing and add nothing', () => {
    const code = "const a = 'b' // c\n<!-- d -->\n# e\nawait f(`g`)\n"
    const text = highlight(code).map((token) => token.text)
    expect(text.join('')).toBe(code)
  })

  test('tell keywords from names that contain one', () => {
    expect(allOf('keyword', 'const newest = returned')).toEqual(['const'])
  })

  test('see no comment in an address', () => {
    expect(allOf('comment', 'curl http://localhost:4000/users')).toEqual([])
    expect(allOf('comment', 'run() // then')).toEqual(['// then'])
  })

  test('see no keyword inside a string or a comment', () => {
    expect(allOf('keyword', "'const' // return")).toEqual([])
  })

  test('tell the keys of JSON from its values, whatever is quoted in them', () => {
    const code = '{"name": "a \\"b\\": c", "list": ["d"]}'
    expect(allOf('key', code)).toEqual(['"name"', '"list"'])
    expect(allOf('string', code)).toEqual(['"a \\"b\\": c"', '"d"'])
  })

  test('let a quotation mark without its partner be', () => {
    expect(allOf('string', "it's\nanother line's")).toEqual([])
  })
})
