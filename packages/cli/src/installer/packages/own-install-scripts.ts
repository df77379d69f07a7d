import type { Project } from '../project/project.ts'

/** Some package managers run these of the project itself when they add packages, `dependencies` is npm's. */
const names = [
  'pnpm:devPreinstall',
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
  'dependencies',
]

/** Those that a project has, and with them runs whatever of it they call. */
export const ownInstallScripts = ({ packageJson }: Project): string[] =>
  names.filter((name) => packageJson.scripts?.[name])
