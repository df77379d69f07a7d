import type { Environment } from '../environment/environment.ts'
import type { Paint } from './paint.ts'

/** Long work of a known size. `advance` as it goes, `done` at its end. */
export interface Progress {
  advance(count?: number): void
  done(): void
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMilliseconds = 80
const barWidth = 24
const clearLine = '\r\u001b[2K'

/** Whether lines can be drawn over: a terminal, and a person before it. */
const isLive = ({ stderr, mode, env }: Environment) =>
  stderr.isTTY === true && mode === 'human' && env.TERM !== 'dumb'

/** A bar on a terminal; a line at every tenth elsewhere, so that a log shows that it goes on. */
export function startProgress(
  environment: Environment,
  paint: Paint,
  title: string,
  total: number,
): Progress {
  const { stderr } = environment
  const live = isLive(environment)
  let count = 0
  let tenths = 0
  const draw = () => {
    const share = total === 0 ? 1 : Math.min(1, count / total)
    const filled = Math.round(share * barWidth)
    const bar = paint.accent('━'.repeat(filled)) + paint.quiet('━'.repeat(barWidth - filled))
    stderr.write(`${clearLine}${title} ${bar} ${count}/${total}`)
  }
  if (live) draw()
  return {
    advance(by = 1) {
      count += by
      if (live) return draw()
      const reached = Math.floor((count / Math.max(1, total)) * 10)
      if (reached > tenths) stderr.write(`${title}: ${count} of ${total}\n`)
      tenths = reached
    },
    done() {
      if (live) stderr.write(`${clearLine}${paint.good('✓')} ${title} ${count}/${total}\n`)
    },
  }
}

/** Work of unknown length: a spinner on a terminal, one line elsewhere. Fails as the work fails. */
export async function showStep<Result>(
  environment: Environment,
  paint: Paint,
  title: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { stderr } = environment
  const live = isLive(environment)
  let frame = 0
  const draw = () =>
    stderr.write(`${clearLine}${paint.accent(frames[frame++ % frames.length] ?? '')} ${title}`)
  if (live) draw()
  const timer = live ? setInterval(draw, frameMilliseconds) : undefined
  const end = (mark: string) => stderr.write(`${live ? clearLine : ''}${mark} ${title}\n`)
  try {
    const result = await work()
    end(paint.good('✓'))
    return result
  } catch (error) {
    end(paint.bad('✗'))
    throw error
  } finally {
    clearInterval(timer)
  }
}

/** A spinner on a terminal, with the seconds that it took so far; it leaves nothing. Elsewhere nothing. */
export async function showWaiting<Result>(
  environment: Environment,
  paint: Paint,
  title: string,
  work: () => PromiseLike<Result>,
): Promise<Result> {
  if (!isLive(environment)) return work()
  const { stderr } = environment
  const started = performance.now()
  let frame = 0
  const draw = () => {
    const seconds = Math.floor((performance.now() - started) / 1000)
    const spinner = paint.accent(frames[frame++ % frames.length] ?? '')
    stderr.write(`${clearLine}${spinner} ${title} ${paint.quiet(`${seconds} s`)}`)
  }
  draw()
  const timer = setInterval(draw, frameMilliseconds)
  try {
    return await work()
  } finally {
    clearInterval(timer)
    stderr.write(clearLine)
  }
}
