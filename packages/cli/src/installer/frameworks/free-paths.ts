import { RecipeRefusal } from '../recipe.ts'

/**
 * The first set of addresses of which the application has none. Throws where each set has one that is
 * taken.
 */
export function firstFree<Paths extends object>(
  taken: ReadonlySet<string>,
  sets: readonly Paths[],
): Paths {
  const takenOf = (paths: Paths) => Object.values(paths).find((path) => taken.has(path))
  const free = sets.find((paths) => takenOf(paths) === undefined)
  if (free) return free
  const found = [...new Set(sets.map(takenOf))].join(' and ')
  throw new RecipeRefusal(
    `The application has ${found} already, where the recipe would put sign-in.`,
  )
}
