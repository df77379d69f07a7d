import type { Database } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { writeEmail } from '../../mail/mail.ts'
import { existingAccountMail } from '../../mail/templates/existing-account-mail.tsx'
import type { Application } from '../applications/application.ts'
import type { User } from '../users/user.ts'

/** Tells the owner of an address, and nobody else, that a sign-up was tried although they have an account. */
export async function mailExistingAccount(
  deps: Deps,
  db: Database,
  user: User,
  application: Application,
): Promise<void> {
  const url = `${deps.config.baseUrl}/sign-in?client_id=${encodeURIComponent(application.clientId)}`
  await writeEmail(deps, db, {
    environmentId: user.environmentId,
    to: user.email,
    kind: 'existing_account',
    content: {
      ...existingAccountMail({ applicationName: application.name, email: user.email, url }),
      code: null,
      url,
    },
  })
}
