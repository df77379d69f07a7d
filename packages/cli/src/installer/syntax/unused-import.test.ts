import { expect, test } from 'vitest'
import { withoutUnusedImport } from './unused-import.ts'

const without = (text: string) => withoutUnusedImport('proxy.ts', text, 'next/server', 'Response')

test.each([
  ['alone', "import { Response } from 'next/server';\nrun()\n", 'run()\n'],
  [
    'first',
    "import { Response, B } from 'next/server'\nB()\n",
    "import { B } from 'next/server'\nB()\n",
  ],
  [
    'last',
    "import { type A, Response } from 'next/server'\n",
    "import { type A } from 'next/server'\n",
  ],
])('takes out a name that is no longer used: %s', (_, before, after) => {
  expect(without(before)).toBe(after)
})

test.each([
  ['in code', "import { Response } from 'next/server'\nResponse.json()\n"],
  ['as a type', "import { Response } from 'next/server'\nlet a: Promise<Response>\n"],
  ['of another source', "import { Response } from 'undici'\n"],
])('leaves a name that is used, or not ours to judge: %s', (_, text) => {
  expect(without(text)).toBe(text)
})
