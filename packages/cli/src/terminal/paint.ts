import { styleText } from 'node:util'
import type { Environment, Terminal } from '../environment/environment.ts'

/** Colour is for states, and the output reads as well without it. */
export interface Paint {
  good(text: string): string
  warning(text: string): string
  bad(text: string): string
  accent(text: string): string
  strong(text: string): string
  quiet(text: string): string
}

export function paintFor(stream: Terminal, { env, mode }: Environment): Paint {
  const style = (format: Parameters<typeof styleText>[0]) =>
    isColourful(stream, env, mode)
      ? (text: string) => styleText(format, text, { validateStream: false })
      : (text: string) => text
  return {
    good: style('green'),
    warning: style('yellow'),
    bad: style('red'),
    accent: style('cyan'),
    strong: style('bold'),
    quiet: style('dim'),
  }
}

/** https://no-color.org: set and not empty turns it off. FORCE_COLOR turns it on where there is no terminal. */
function isColourful(stream: Terminal, env: Environment['env'], mode: Environment['mode']) {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return stream.isTTY === true && env.TERM !== 'dumb' && mode !== 'agent'
}
