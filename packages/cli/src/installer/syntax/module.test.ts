import { describe, expect, test } from 'vitest'
import { Module, Unparsable } from './module.ts'
import { calls } from './nodes.ts'

function edited(text: string, edit: (module: Module) => void, path = 'app.js'): string {
  const module = Module.parse(path, text)
  edit(module)
  return module.toString()
}

const authKit = { source: '@latchkey/node/express', names: ['authKit'] }

describe('adding an import', () => {
  test('stands behind the imports that are there', () => {
    const text =
      "import express from 'express';\nimport cors from 'cors'; // everywhere\n\nrun();\n"
    expect(edited(text, (module) => module.addImport(authKit))).toBe(
      "import express from 'express';\nimport cors from 'cors'; // everywhere\n" +
        "import { authKit } from '@latchkey/node/express';\n\nrun();\n",
    )
  })

  test('is a require in a file of CommonJS, in the quotes and semicolons of the file', () => {
    const text = 'const express = require("express")\n\nrun()\n'
    expect(edited(text, (module) => module.addImport(authKit))).toBe(
      'const express = require("express")\nconst { authKit } = require("@latchkey/node/express")\n\nrun()\n',
    )
  })

  test('joins the names of an import of the same source', () => {
    const text = "import { useState } from 'react'\n"
    const add = (module: Module) => module.addImport({ source: 'react', names: ['useEffect'] })
    expect(edited(text, add)).toBe("import { useState, useEffect } from 'react'\n")
  })

  test('keeps what is there already', () => {
    const text = "import { authKit as kit } from '@latchkey/node/express'\nimport 'a'\n"
    const add = (module: Module) => {
      module.addImport({ source: authKit.source, names: [{ name: 'authKit', as: 'kit' }] })
      module.addImport({ source: 'a' })
    }
    expect(edited(text, add)).toBe(text)
  })

  test('is asked for twice and stands once', () => {
    const text = 'run()\n'
    const add = (module: Module) => {
      module.addImport(authKit)
      module.addImport(authKit)
    }
    expect(edited(text, add)).toBe("import { authKit } from '@latchkey/node/express'\n\nrun()\n")
  })

  test('leaves the shebang and the directives first', () => {
    const text = "#!/usr/bin/env node\n'use strict'\nconst a = require('a')\n"
    expect(edited(text, (module) => module.addImport({ source: 'b', defaultName: 'b' }))).toBe(
      "#!/usr/bin/env node\n'use strict'\nconst a = require('a')\nconst b = require('b')\n",
    )
    const client = "'use client'\n\nexport default 1\n"
    expect(edited(client, (module) => module.addImport({ source: 'b' }))).toBe(
      "'use client'\nimport 'b'\n\nexport default 1\n",
    )
  })
})

describe('inserting code', () => {
  const isApp = (module: Module) => module.find((node) => calls(node, 'express'))

  test('follows the indentation of its place and leaves everything else to the byte', () => {
    const text = 'function make() {\n\tconst app = express()\n\treturn app\n}\n'
    const add = (module: Module) => {
      const returned = module.find(({ type }) => type === 'ReturnStatement')
      if (returned) module.insertBefore(returned, 'if (a) {\n  b();\n}')
    }
    expect(edited(text, add)).toBe(
      'function make() {\n\tconst app = express()\n\tif (a) {\n\t\tb()\n\t}\n\treturn app\n}\n',
    )
  })

  test('goes behind the comment of the line it follows', () => {
    const text = 'const app = express(); // ours\napp.listen();\n'
    const add = (module: Module) => {
      const creation = isApp(module)
      if (creation) module.insertAfter(module.statementOf(creation), 'app.get();')
    }
    expect(edited(text, add)).toBe('const app = express(); // ours\napp.get();\napp.listen();\n')
  })

  test('keeps a semicolon that a next line would need', () => {
    expect(edited('a()\nb()\n', (module) => module.append('c();\n[d] = e;'))).toBe(
      'a()\nb()\n\nc();\n[d] = e\n',
    )
  })

  test('takes a comment for no such line', () => {
    expect(edited('a()\nb()\n', (module) => module.append('c();\n// d\ne();'))).toBe(
      'a()\nb()\n\nc()\n// d\ne()\n',
    )
  })

  test('puts quotes inside a string before the quotes of the file', () => {
    expect(edited('a("b", "c");\n', (module) => module.append("d('e', 'say \"f\"');"))).toBe(
      'a("b", "c");\n\nd("e", \'say "f"\');\n',
    )
  })
})

test('reads TypeScript, JSX and decorators', () => {
  expect(Module.parse('a.ts', 'const a = <T,>(b: T) => b satisfies T').program.body).toHaveLength(1)
  expect(Module.parse('a.tsx', 'const a = <div>{b as string}</div>').program.body).toHaveLength(1)
  expect(Module.parse('a.js', '@b class A {}').program.body).toHaveLength(1)
})

test('says which file cannot be read', () => {
  expect(() => Module.parse('src/app.js', 'const = 1')).toThrow(Unparsable)
  expect(() => Module.parse('src/app.js', 'const = 1')).toThrow(/^src\/app\.js cannot be read/)
})
