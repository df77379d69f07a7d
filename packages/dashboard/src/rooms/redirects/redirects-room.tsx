import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { AddressSection } from './address-section.tsx'
import { CorsOriginsSection } from './cors-origins-section.tsx'
import { RedirectListSection } from './redirect-list-section.tsx'
import { useRedirects } from './redirects-api.ts'
import { RedirectsSkeleton } from './redirects-skeleton.tsx'
import { WildcardRules } from './wildcard-rules.tsx'

export function RedirectsRoom() {
  const redirects = useRedirects()
  return (
    <Page
      title='Redirects'
      description='The addresses of your application that AuthKit may send people to, and the pages that may call it. Nothing else is accepted.'
    >
      <Loaded query={redirects} what='the redirects' skeleton={<RedirectsSkeleton />}>
        {(settings) => (
          <div>
            <RedirectListSection
              list='redirect_uris'
              title='Redirect URIs'
              description='Where people arrive after signing in, with the code your application exchanges for a user. The default is used when a sign-in did not name one.'
              noun='redirect URI'
              placeholder='http://localhost:3000/callback'
              entries={settings.redirect_uris}
              nothing='No redirect URI yet. Until there is one, nobody can sign in.'
              rules={<WildcardRules />}
            />
            <AddressSection
              address='sign_in_endpoint'
              title='Sign-in endpoint'
              description='Your route that starts a sign-in. People who open a bookmarked sign-in page, or a password reset link from a mail, are sent here so that the sign-in begins in your application.'
              label='Sign-in endpoint'
              placeholder='http://localhost:3000/login'
              value={settings.sign_in_endpoint}
            />
            <RedirectListSection
              list='sign_out_redirects'
              title='Sign-out redirects'
              description='Where people land after signing out. The default is used when your application did not name one.'
              noun='sign-out redirect'
              placeholder='http://localhost:3000/'
              entries={settings.sign_out_redirects}
              nothing='No sign-out redirect yet. Until there is one, signing out ends on the app homepage, or on an error page when that is not set either.'
            />
            <AddressSection
              address='app_homepage_url'
              title='App homepage URL'
              description='Linked from the sign-in pages and mails as the way back to your application, and the last resort after signing out.'
              label='App homepage URL'
              placeholder='http://localhost:3000'
              value={settings.app_homepage_url}
            />
            <CorsOriginsSection origins={settings.cors_origins} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}
