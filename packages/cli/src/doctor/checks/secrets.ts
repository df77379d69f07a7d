import { envFileNames } from '../../connection/env-files.ts'
import { readSettings } from '../../installer/project/environment-file.ts'
import { isIgnored, isTracked } from '../../installer/project/git.ts'
import { bad, type Finding } from '../finding.ts'
import { ignore } from '../ignore.ts'
import type { Patient } from '../patient.ts'

const secretNames = /WORKOS_API_KEY$|COOKIE_PASSWORD$|^LATCHKEY_(?:API_KEY|SECRET)$/
const apiKey = /\bsk_(?:test|live)_[A-Za-z0-9]{16,}/

/** Secrets stand in env files that git leaves out, and nowhere else. */
export function checkSecrets(patient: Patient): Finding[] {
  return [...checkEnvFiles(patient), ...checkSources(patient)]
}

function checkEnvFiles({ project: { tree } }: Patient): Finding[] {
  return envFileNames
    .filter((file) => {
      const names = [...readSettings(tree.read(file) ?? '').keys()]
      return names.some((name) => secretNames.test(name)) && isIgnored(tree.root, file) === false
    })
    .map((file) =>
      isTracked(tree.root, file)
        ? bad('env_file_committed', `${file} holds secrets, and git keeps it.`, {
            path: file,
            recovery: `Take it out with git rm --cached ${file}, ignore it, and replace its secrets.`,
          })
        : bad('env_file_not_gitignored', `${file} holds secrets, and git would take it.`, {
            path: file,
            recovery: `Add a line to .gitignore: ${file}`,
            fix: async () => {
              ignore(tree, file)
              return `.gitignore leaves ${file} out.`
            },
          }),
    )
}

/** Never says what it found, only where. */
function checkSources({ sources }: Patient): Finding[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.split('\n')
    const written = lines.findIndex((line) => apiKey.test(line))
    const findings: Finding[] = []
    if (written !== -1) {
      findings.push(
        bad('api_key_in_source', `An API key is written into ${path}, line ${written + 1}.`, {
          path,
          recovery: 'Read it from WORKOS_API_KEY, and replace the key: who has the code has it.',
        }),
      )
    }
    const isForBrowsers = /^\s*['"]use client['"]/.test(text)
    if (isForBrowsers && text.includes('WORKOS_API_KEY')) {
      findings.push(
        bad('api_key_leaked_to_client', `${path} runs in browsers and asks for WORKOS_API_KEY.`, {
          path,
          recovery: 'Use the key on the server alone: in a route, an action or a server component.',
        }),
      )
    }
    return findings
  })
}
