import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useApiKeys } from '../api-keys/api-keys-api.ts'
import { useRedirects } from '../redirects/redirects-api.ts'
import { useFirstUser } from './first-user-api.ts'
import { OverviewSkeleton } from './overview-skeleton.tsx'
import { QuickStart } from './quick-start.tsx'
import { SetUpAuthKit } from './set-up-authkit.tsx'
import { together } from './together.ts'

export function OverviewRoom() {
  const environment = useEnvironment()
  const overview = together(useRedirects(), useFirstUser(), useApiKeys())
  return (
    <Page
      title='Overview'
      description={
        environment.kind === 'production'
          ? 'Production serves the people who really use your application.'
          : 'Staging is for building and testing. Nothing in it touches Production.'
      }
    >
      <Loaded query={overview} what='this environment' skeleton={<OverviewSkeleton />}>
        {([redirects, firstUser, apiKeys]) => (
          <>
            <SetUpAuthKit redirects={redirects} firstUser={firstUser} />
            <QuickStart redirects={redirects} apiKeys={apiKeys.data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}
