import type { Project } from '../project/project.ts'
import type { Framework } from '../recipe.ts'
import { astro } from './astro/astro.ts'
import { express } from './express.ts'
import { fastify } from './fastify.ts'
import { hono } from './hono.ts'
import { nextAppRouter } from './next/app-router.ts'
import { nextPagesRouter } from './next/pages-router.ts'
import { node } from './node.ts'
import { react } from './react/react.ts'
import { reactRouter } from './react-router/react-router.ts'
import { sveltekit } from './sveltekit/sveltekit.ts'
import { tanstackStart } from './tanstack-start/tanstack-start.ts'

/** In the order of asking: what is built on another framework comes before it. */
export const frameworks: readonly Framework[] = [
  nextAppRouter,
  nextPagesRouter,
  tanstackStart,
  reactRouter,
  sveltekit,
  astro,
  react,
  express,
  fastify,
  hono,
  node,
]

/** The framework of a project, or undefined when it is none of those we know. */
export function detectFramework(project: Project): Framework | undefined {
  return frameworks.find(({ detect }) => detect(project))
}

export function frameworkNames(): string {
  return frameworks.map(({ id }) => id).join(', ')
}
