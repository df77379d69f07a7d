/**
 * Unpacks the browser of @sparticuz/chromium. A process of its own, because the package unpacks
 * into the temporary folder: the one who starts this names another folder as that.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'

const packed = fileURLToPath(new URL('../bin', import.meta.resolve('@sparticuz/chromium')))
await Promise.all(
  ['chromium.br', 'al2023.tar.br', 'fonts.tar.br'].map((name) => inflate(join(packed, name))),
)
