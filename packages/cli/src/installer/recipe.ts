import type { Setting } from './project/environment-file.ts'
import type { Project } from './project/project.ts'

/** What the application needs to know of the platform it is configured for. */
export interface Connection {
  /** The platform's address, as the browser and the application's server reach it. */
  url: string
  apiKey: string
  clientId: string
  /** 32 characters or more, made for this application. */
  cookiePassword: string
}

export interface Dependency {
  name: string
  /** A range of npm, or undefined for the newest. */
  range?: string
  isDevelopment?: boolean
}

/**
 * What an integration needs beside the files that it wrote into the project's tree. The same for
 * recipes and for the agent: both engines end here, and the installer does the rest.
 */
export interface Integration {
  dependencies: Dependency[]
  /** Where the framework reads local settings from: `.env`, `.env.local`. */
  environmentFile: string
  settings: (connection: Connection) => Setting[]
  /** Where the application answers in development: `http://localhost:3000`. */
  origin: string
  /** Paths at that origin. */
  callbackPath: string
  signInPath: string
  signedOutPath: string
  /** Whether the browser itself calls the platform, so that the origin must be registered for CORS. */
  callsFromBrowser: boolean
  /** Scripts of the project that must still pass, in order: `typecheck`, `build`. */
  checks: string[]
  /** The script that starts the application in development. */
  runScript: string
  /** What Node.js runs where the project has no such script, as after `npm init`. */
  startFile?: string
  /** Sentences for the person, about what they may want to do next. */
  notes: string[]
}

/** A framework that the installer knows, with the recipe for projects like its own templates. */
export interface Framework {
  id: string
  /** As its makers write it: `Next.js`. */
  title: string
  /** Several may answer yes (Next.js is React too): the first in the list of frameworks wins. */
  detect: (project: Project) => boolean
  /**
   * Writes the integration into `project.tree`. Composes with what is there, and changes nothing
   * when the integration is there already. Throws a {@link RecipeRefusal} rather than guess.
   */
  integrate: (project: Project) => Integration
  /** Name of the guide in `docs/guides` that says the same to a person, and to the agent. */
  guide: string
}

/** The recipe does not know this shape of project; the agent, or a person with the guide, may. */
export class RecipeRefusal extends Error {
  override name = 'RecipeRefusal'
  constructor(
    /** What was looked for and not found, with the file: shown to the person and to the agent. */
    message: string,
    readonly path?: string,
  ) {
    super(message)
  }
}
