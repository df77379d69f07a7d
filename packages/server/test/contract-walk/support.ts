import { readFileSync } from 'node:fs'
import { describeRoutes } from '../../src/openapi-document.ts'
import {
  answersOf,
  type Document,
  listOperations,
  type PublishedOperation,
  withoutNames,
} from '../published.ts'
import { type Case, isNever } from './case.ts'
import { families } from './families.ts'

/** A published operation, and what the walk says about each answer that is documented for it. */
export interface Support {
  /** `GET /users/{id}` */
  name: string
  family: string
  isServed: boolean
  /** Whether only the newer document has it. */
  isNewer: boolean
  /** As the documents tell them apart: `200`, `404`, `400 invalid_metadata`. */
  documented: string[]
  /** Those of them that only the newer document has. */
  newer: string[]
  proven: string[]
  never: { answer: string; reason: string }[]
  /** Documented, and neither proven nor said never to occur. */
  missing: string[]
  /** Said of the operation, and of no answer that is documented for it. */
  superfluous: string[]
}

/**
 * What the newer document has beyond the npm package, of the operations that are served. It stands
 * in the repository, because the document itself is not in every checkout.
 */
export type NewerContract = Record<string, { family: string; answers: string }>

export const newerContractFile = new URL('./newer-contract.json', import.meta.url)

export const readNewerContract = (): NewerContract =>
  JSON.parse(readFileSync(newerContractFile, 'utf8'))

const separator = ', '

export async function compareDocuments(npm: Document, newer: Document): Promise<NewerContract> {
  const served = await listServed()
  const known = new Map(listOperations(npm).map((operation) => [keyOf(operation), operation]))
  const beyond = listOperations(newer)
    .filter((operation) => served.has(keyOf(operation)))
    .map((operation) => {
      const older = known.get(keyOf(operation))
      const olderAnswers = older ? answersOf(older) : []
      const answers = answersOf(operation).filter((answer) => !olderAnswers.includes(answer))
      const { family } = operation
      return [older?.name ?? operation.name, { family, answers: answers.join(separator) }] as const
    })
  return Object.fromEntries(beyond.filter(([, { answers }]) => answers !== ''))
}

export async function listSupport(npm: Document): Promise<Support[]> {
  const served = await listServed()
  const newer = readNewerContract()
  const answersBeyond = (name: string) => newer[name]?.answers.split(separator) ?? []
  const operations = listOperations(npm)
  const names = new Set(operations.map(({ name }) => name))
  const older = operations.map((operation) =>
    toSupport({
      name: operation.name,
      family: operation.family,
      isServed: served.has(keyOf(operation)),
      isNewer: false,
      documented: [...answersOf(operation), ...answersBeyond(operation.name)],
      newer: answersBeyond(operation.name),
    }),
  )
  const added = Object.entries(newer)
    .filter(([name]) => !names.has(name))
    .map(([name, { family }]) =>
      toSupport({
        name,
        family,
        isServed: served.has(withoutNames(name)),
        isNewer: true,
        documented: answersBeyond(name),
        newer: answersBeyond(name),
      }),
    )
  return [...older, ...added]
}

/** What is declared of operations that are not published, or not served. */
export function listUnknownCases(support: Support[]): string[] {
  const known = new Set(support.filter(({ isServed }) => isServed).map(({ name }) => name))
  return Object.keys(families).filter((name) => !known.has(name))
}

export function getCase(operation: string, answer: string): Exclude<Case, { never: string }> {
  const declared = families[operation]?.[answer]
  if (declared === undefined || isNever(declared)) {
    throw new Error(`There is no case for ${operation}, ${answer}.`)
  }
  return declared
}

type Published = Pick<Support, 'name' | 'family' | 'isServed' | 'isNewer' | 'documented' | 'newer'>

function toSupport(published: Published): Support {
  const declared = Object.entries(published.isServed ? (families[published.name] ?? {}) : {})
  const { documented } = published
  const declares = (answer: string) => declared.some(([name]) => isCaseOf(name, answer))
  return {
    ...published,
    proven: declared
      .flatMap(([answer, declaredCase]) => (isNever(declaredCase) ? [] : answer))
      .sort(),
    never: declared.flatMap(([answer, declaredCase]) =>
      isNever(declaredCase) ? { answer, reason: declaredCase.never } : [],
    ),
    missing: published.isServed ? documented.filter((answer) => !declares(answer)) : [],
    superfluous: declared
      .map(([name]) => name)
      .filter((name) => !isLimit(name) && !documented.some((answer) => isCaseOf(name, answer))),
  }
}

/** A case may name the code where the document names none. */
const isCaseOf = (name: string, answer: string) => name === answer || name.startsWith(`${answer} `)

/** Published for every operation, apart from them. */
const isLimit = (name: string) => name === '429 too_many_requests'

const keyOf = ({ name }: Pick<PublishedOperation, 'name'>) => withoutNames(name)

async function listServed(): Promise<Set<string>> {
  const routes = await describeRoutes()
  return new Set(routes.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, '{}')}`))
}
