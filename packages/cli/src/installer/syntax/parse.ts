import { type ParserPlugin, parse } from '@babel/parser'
import type { Program } from '@babel/types'

/** Reads a file's text as the language that its name says. Throws a SyntaxError. */
export function parseSource(path: string, text: string): Program {
  return parse(text, {
    sourceType: 'unambiguous',
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    plugins: pluginsFor(path),
  }).program
}

function pluginsFor(path: string): ParserPlugin[] {
  if (/\.[cm]?ts$/.test(path)) return ['typescript', 'decorators']
  if (path.endsWith('.tsx')) return ['typescript', 'jsx', 'decorators']
  return ['jsx', 'decorators']
}
