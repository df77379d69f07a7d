import type { Project } from '../project/project.ts'

const knownChecks = /^(?:build|typecheck|type-check|types|check|check-types|lint|test|tsc)$/

/** Whether a model may have a script run: those that check a project, and none that deploy or publish it. */
export function isCheck({ packageJson }: Project, script: string): boolean {
  return knownChecks.test(script) && Object.hasOwn(packageJson.scripts ?? {}, script)
}
