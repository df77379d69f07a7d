import { describe, expect, test } from 'vitest'
import { elementsNamed, insertElementAfter, type NewElement, wrapChildren } from './jsx.ts'
import { Module } from './module.ts'

function wrapped(lines: string[]): string {
  const module = Module.parse('layout.tsx', lines.join('\n'))
  for (const body of elementsNamed(module, 'body')) wrapChildren(module, body, 'Auth')
  return module.toString()
}

describe('putting an element around what is there', () => {
  test('gives it lines of its own, in the indentation of the file', () => {
    expect(wrapped(['const a = (', '\t<body>{children}</body>', ')'])).toBe(
      ['const a = (', '\t<body>', '\t\t<Auth>{children}</Auth>', '\t</body>', ')'].join('\n'),
    )
  })

  test('moves what it surrounds, but no blank lines', () => {
    expect(
      wrapped(['const a = (', '  <body>', '    <A />', '', '    <B />', '  </body>', ')']),
    ).toBe(
      [
        'const a = (',
        '  <body>',
        '    <Auth>',
        '      <A />',
        '',
        '      <B />',
        '    </Auth>',
        '  </body>',
        ')',
      ].join('\n'),
    )
  })

  test('never moves the lines of a text that would be another text then', () => {
    const style = '    <style>{`\nbody {\n  margin: 0;\n}`}</style>'
    expect(wrapped(['const a = (', '  <body>', style, '  </body>', ')'])).toContain(
      '{`\nbody {\n  margin: 0;\n}`}',
    )
  })

  test('leaves an element without content as it is', () => {
    expect(wrapped(['const a = <body />'])).toBe('const a = <body />')
    expect(wrapped(['const a = <body> </body>'])).toBe('const a = <body> </body>')
  })
})

describe('putting an element behind another', () => {
  function added(element: NewElement): string {
    const module = Module.parse('page.tsx', 'const a = (\n  <>\n    <b />\n  </>\n)\n')
    const [b] = elementsNamed(module, 'b')
    if (b) insertElementAfter(module, b, element)
    return module.toString().slice('const a = (\n  <>\n    <b />\n'.length, -'  </>\n)\n'.length)
  }

  test('takes one line where that is short', () => {
    expect(added({ tag: 'Account' })).toBe('    <Account />\n')
    expect(added({ tag: 'a', attributes: ['href="/in"'], text: 'In' })).toBe(
      '    <a href="/in">In</a>\n',
    )
  })

  test('takes a line for each attribute where it is long', () => {
    const className = `className="${'wide '.repeat(15)}"`
    expect(added({ tag: 'a', attributes: [className, 'href="/in"'], text: 'In' })).toBe(
      [
        '    <a',
        `      ${className}`,
        '      href="/in"',
        '    >',
        '      In',
        '    </a>',
        '',
      ].join('\n'),
    )
  })
})
