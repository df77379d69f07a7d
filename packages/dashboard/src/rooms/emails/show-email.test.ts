import { describe, expect, test } from 'vitest'
import { withoutInlineStyles } from './show-email.ts'

describe('a mail without its inline styles', () => {
  test('keeps them beside the text, for the object model to set', () => {
    const html = '<style>p{color:red}</style><p style="margin:0">a</p><style media=x>b{}</style>'
    expect(withoutInlineStyles(html)).toEqual({
      markup: '<p data-inline-style="margin:0">a</p>',
      sheets: ['p{color:red}', 'b{}'],
    })
  })

  test('has none left, however they were written', () => {
    const html = "<p\nSTYLE = 'a:b'>x</p><a title='1 > 0' style=color:red>y</a>"
    expect(withoutInlineStyles(html).markup).not.toMatch(/\sstyle\s*=/i)
  })

  test('keeps the words of the mail as they are', () => {
    const html = '<p>Set style="x" in 1 < 2 places</p>'
    expect(withoutInlineStyles(html).markup).toBe(html)
  })
})
