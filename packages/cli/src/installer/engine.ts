import type { Context } from '../command/context.ts'
import type { Project } from './project/project.ts'
import type { Framework, Integration } from './recipe.ts'
import type { Outcome } from './steps/run-program.ts'

/** What an engine is given. It writes into `project.tree`; the workbench does the rest. */
export interface Task {
  context: Context
  project: Project
  workbench: Workbench
  /** Null when the project is none of those we know. */
  framework: Framework | null
  /** Why the recipe would not do it: the first thing a model needs to know. Null when it was not asked. */
  refusal: string | null
}

/** What needs the disk: it is written there as far as planned, and can be taken back. */
export interface Workbench {
  /** Installs packages; answers what the package manager said. */
  addPackages: (names: readonly string[]) => Promise<string>
  /** Runs a script of the project until it ends, or the signal ends it. */
  run: (script: string, signal?: AbortSignal) => Promise<Outcome>
  /** The files that this installation made or changed so far, as they are now. */
  written: () => { path: string; text: string }[]
}

/** A check of the project that failed after the integration was written. */
export interface FailedCheck {
  /** As a person types it: `npm run build`. */
  command: string
  /** What it printed, secrets taken out. */
  output: string
}

/**
 * What integrates AuthKit where no recipe does. One object serves one installation: it remembers
 * what it did, so that it can repair it. It throws a `CommandError` when it cannot go on.
 */
export interface Engine {
  /** As it is announced: `anthropic/claude-…`. */
  name: string
  /** How many it used up so far: what the person pays for. */
  tokens: () => number
  /** False once the person said that nothing may run of what it wrote. */
  mayRun: () => boolean
  integrate: (task: Task) => Promise<Integration>
  /** Called at most three times. */
  repair: (task: Task, failed: FailedCheck) => Promise<Integration>
}
