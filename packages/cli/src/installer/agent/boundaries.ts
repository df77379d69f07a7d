import { ignoredFiles } from '../project/ignored-files.ts'
import { isSecretFile } from '../project/secrets.ts'
import { isMadeByTools, type Tree } from '../project/tree.ts'

/** A file that is closed to the model, with the reason: the model gets it as an answer. */
export class Closed extends Error {
  override name = 'Closed'
}

/** Which files of a project a model may read and write. Everything that is not said to be open is closed. */
export interface Boundaries {
  refuseReading: (path: string) => void
  refuseWriting: (path: string) => void
  isOpen: (path: string) => boolean
}

const mostReadBytes = 1_000_000

/** What packages say of themselves: enough to use them, and nothing that a project put there. */
const declarations = /^node_modules\/.*(?:\.d\.[cm]?ts|\/package\.json|\.md)$/

/** What decides which programs run: the model would choose them by a line in one of these. */
const runByOthers =
  /(?:^|\/)(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|pnpm-(?:lock|workspace)\.yaml|yarn\.lock|bun\.lockb?|bunfig\.toml|deno\.jsonc?|lerna\.json|nx\.json|turbo\.json|binding\.gyp|(?:GNU)?Makefile|justfile|Rakefile|Taskfile\.ya?ml|lefthook[^/]*\.ya?ml|netlify\.toml|vercel\.json|Dockerfile|Procfile|Jenkinsfile|(?:docker-)?compose[^/]*\.ya?ml|[^/]*(?:pipelines?|cloudbuild)\.ya?ml|.*\.(?:sh|bash|mk|ps1|bat|cmd|service))$/i

/** Settings of tools, hooks, pipelines, instructions to other agents. A template of settings is none. */
const hidden = /(?:^|\/)\.(?!env\.(?:example|sample|template)$)/

const agentInstructions = /(?:^|\/)(?:AGENTS|CLAUDE|GEMINI)\.md$/i

export function createBoundaries(tree: Tree): Boundaries {
  const isIgnored = ignoredFiles(tree.root)

  const refuseReading = (path: string) => {
    // The name that was asked for is not always the file that would be read.
    const file = tree.resolve(path)
    if (declarations.test(file)) return
    if (isSecretFile(file)) throw new Closed(`${path} may hold secrets, so it is closed.`)
    if (isMadeByTools(file)) throw new Closed(`${path} is made by tools, so it is closed.`)
    if (isIgnored(file)) throw new Closed(`${path} is left out of git, so it is closed.`)
    if (tree.sizeOf(file) > mostReadBytes) throw new Closed(`${path} is too large to read.`)
  }

  const refuseWriting = (path: string) => {
    const file = tree.resolve(path)
    refuseReading(file)
    if (file.startsWith('node_modules/')) throw new Closed(`${path} belongs to a package.`)
    if (file !== tree.normal(path)) throw new Closed(`${path} is a link: change ${file} instead.`)
    if (runByOthers.test(file) || hidden.test(file) || agentInstructions.test(file)) {
      throw new Closed(`${path} decides what runs on this machine: it is not written here.`)
    }
  }

  const isOpen = (path: string) => {
    try {
      refuseReading(path)
      return true
    } catch (error) {
      if (error instanceof Closed) return false
      throw error
    }
  }
  return { refuseReading, refuseWriting, isOpen }
}
