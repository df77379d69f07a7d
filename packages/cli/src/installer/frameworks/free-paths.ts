import { RecipeRefusal } from '../recipe.ts'

/** The first set of addresses of which the application has none. Throws where each set has one that is taken. */
export function firstFree<Paths extends object>(
  taken: ReadonlySet<string>,
  sets: readonly Paths[],
): Paths {
  const takenOf = (paths: Paths) => Object.values(paths).find((path) => taken.has(path))
  const free = sets.find((paths) => takenOf(paths) === undefined)
  if (free) return free
  throw new RecipeRefusal(
    `The application has ${sets.map(takenOf).join(' and ')} already, where the recipe would put sign-in.`,
  )
}
