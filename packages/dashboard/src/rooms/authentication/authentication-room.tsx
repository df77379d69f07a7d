import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { Section } from '../../components/section.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { ApplicationSection } from './application-section.tsx'
import { useAuthenticationSettings } from './authentication-settings-api.ts'
import { ClaimsSection } from './claims-section.tsx'
import { MagicAuthSection } from './magic-auth-section.tsx'
import { MfaSection } from './mfa-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { SignUpSection } from './sign-up-section.tsx'

export function AuthenticationRoom() {
  const settings = useAuthenticationSettings()
  return (
    <Page
      title='Authentication'
      description='How people sign up and sign in, and for how long. Changes apply from the next sign-up, password or session on.'
    >
      <Loaded query={settings} what='the settings' skeleton={<SettingsSkeleton />}>
        {(loaded) => (
          <div>
            <ApplicationSection />
            <SignUpSection settings={loaded} />
            <MagicAuthSection settings={loaded} />
            <PasswordSection settings={loaded} />
            <MfaSection settings={loaded} />
            <SessionsSection settings={loaded} />
            <ClaimsSection />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function SettingsSkeleton() {
  return (
    <div>
      {[
        'Application name',
        'Sign-up',
        'Magic Auth',
        'Passwords',
        'Multi-factor authentication',
        'Sessions',
      ].map((title) => (
        <Section key={title} title={title} description={<SkeletonLine width='380px' />}>
          <SkeletonLine width='240px' height='32px' />
          <SkeletonLine width='240px' height='32px' />
        </Section>
      ))}
    </div>
  )
}
