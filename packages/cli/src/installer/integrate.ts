import type { Engine, Task } from './engine.ts'
import { type Integration, RecipeRefusal } from './recipe.ts'
import { recipeRefused, unknownFramework } from './steps/refusals.ts'

/** Finds an engine when the recipe will not do; null when there is none, or it is not wanted. */
export type EngineFinder = (need: 'asked' | 'refused' | 'unknown') => Promise<Engine | null>

export interface Integrated {
  integration: Integration
  /** Null when a recipe did it. */
  engine: Engine | null
}

/**
 * By the recipe; by an engine where no recipe goes, or where one was asked for. `beforeWriting` comes
 * before anything is written: an engine writes as it goes, a recipe may find everything in place.
 */
export async function integrate(
  task: Task,
  findEngine: EngineFinder,
  beforeWriting: (by: 'recipe' | 'engine') => Promise<void> = async () => {},
): Promise<Integrated> {
  const { framework, project } = task
  const by = async (engine: Engine, refusal: string | null) => {
    await beforeWriting('engine')
    return { integration: await engine.integrate({ ...task, refusal }), engine }
  }
  const asked = await findEngine('asked')
  if (asked) return by(asked, null)
  if (!framework) {
    const engine = await findEngine('unknown')
    if (!engine) throw unknownFramework()
    return by(engine, null)
  }
  try {
    const integration = framework.integrate(project)
    if (project.tree.changes().length > 0) await beforeWriting('recipe')
    return { integration, engine: null }
  } catch (error) {
    if (!(error instanceof RecipeRefusal)) throw error
    project.tree.reset()
    const engine = await findEngine('refused')
    if (!engine) throw recipeRefused(framework, error)
    return by(engine, error.message)
  }
}
