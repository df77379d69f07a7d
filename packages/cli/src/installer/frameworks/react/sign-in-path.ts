import type { Project } from '../../project/project.ts'
import { firstFree } from '../free-paths.ts'
import { sourcesOf } from '../source-files.ts'

const signInPaths = ['/login', '/auth/login'].map((signInPath) => ({ signInPath }))

/** An address that no route of the application has: ours would be sent away from it. */
export function freeSignInPath(project: Project): string {
  const texts = sourcesOf(project).map((path) => project.tree.read(path) ?? '')
  const isNamed = (path: string) => {
    const relative = path.slice(1)
    const route = new RegExp(`['"\`]${path}['"\`]|\\bpath[=:]\\s*\\{?\\s*['"\`]${relative}['"\`]`)
    return texts.some((text) => route.test(text))
  }
  const taken = signInPaths.map(({ signInPath }) => signInPath).filter(isNamed)
  return firstFree(new Set(taken), signInPaths).signInPath
}

/** Where an integration that is there begins to sign in. */
export function signInPathIn({ tree }: Project, provider: string): string {
  return /\bpathname === ['"]([^'"]+)['"]/.exec(tree.read(provider) ?? '')?.[1] ?? '/login'
}
