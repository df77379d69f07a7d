import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import type { Redirects, User } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'
import { AddRedirectForm } from '../redirects/add-redirect-form.tsx'
import { AddressForm } from '../redirects/address-form.tsx'
import { FirstSignUp } from './first-sign-up.tsx'
import styles from './overview.module.css'
import { Step } from './step.tsx'

interface SetUpAuthKitProps {
  redirects: Redirects
  firstUser: User | null
}

/** The way from an empty environment to the first sign-up. A step is done when the server says so. */
export function SetUpAuthKit({ redirects, firstUser }: SetUpAuthKitProps) {
  const app = useExampleApp()
  const redirectUri = redirects.redirect_uris.find((entry) => entry.default)?.uri
  const signOutRedirect = redirects.sign_out_redirects.find((entry) => entry.default)?.uri
  const steps = [
    {
      title: 'Set a redirect URI',
      doneWith: redirectUri,
      teaching:
        'After somebody signs in, AuthKit sends them to this route of your application with a code. Your server exchanges the code for the user.',
      act: (
        <AddRedirectForm
          list='redirect_uris'
          noun='redirect URI'
          placeholder={`${app.placeholder}/callback`}
          suggestion={app.suggest('/callback')}
        />
      ),
    },
    {
      title: 'Set the sign-in endpoint',
      doneWith: redirects.sign_in_endpoint,
      teaching:
        'The route of your application that starts a sign-in. People who open a bookmarked sign-in page or a password reset link are sent here first.',
      act: (
        <AddressForm
          address='sign_in_endpoint'
          label='Sign-in endpoint'
          placeholder={`${app.placeholder}/login`}
          value={null}
          suggestion={app.suggest('/login')}
        />
      ),
    },
    {
      title: 'Set a sign-out redirect',
      doneWith: signOutRedirect,
      teaching: 'Where people land after signing out. Without one they see an error page.',
      act: (
        <AddRedirectForm
          list='sign_out_redirects'
          noun='sign-out redirect'
          placeholder={`${app.placeholder}/`}
          suggestion={app.suggest('/')}
        />
      ),
    },
    {
      title: 'Sign up the first user',
      doneWith: firstUser?.email,
      teaching:
        'Start your application, for example the one of the quick start below, and sign up as the people who use it will. This step completes by itself.',
      act: <FirstSignUp redirectUri={redirectUri} />,
    },
  ]

  const doneCount = steps.filter(({ doneWith }) => doneWith).length
  const isComplete = doneCount === steps.length
  const [chosenIndex, setChosenIndex] = useState<number | null>(null)
  const [isUnfolded, setUnfolded] = useState(false)
  // The step that was chosen, until it is done; then the next one that is not.
  const isChosenOpen = chosenIndex !== null && !steps[chosenIndex]?.doneWith
  const openIndex = isChosenOpen ? chosenIndex : steps.findIndex(({ doneWith }) => !doneWith)

  return (
    <section className={styles.setUp} aria-labelledby='set-up-title'>
      <header className={styles.setUpHeader}>
        <h2 id='set-up-title' className={styles.heading}>
          {isComplete ? 'AuthKit is set up' : 'Set up AuthKit'}
        </h2>
        <p className={styles.progress}>
          {doneCount} of {steps.length} done
        </p>
        {isComplete ? (
          <Button
            variant='ghost'
            color='gray'
            aria-expanded={isUnfolded}
            onClick={() => setUnfolded(!isUnfolded)}
          >
            {isUnfolded ? 'Hide the steps' : 'Show the steps'}
          </Button>
        ) : null}
      </header>
      {isComplete && !isUnfolded ? null : (
        <ol className={styles.steps}>
          {steps.map((step, index) => (
            <Step
              key={step.title}
              number={index + 1}
              title={step.title}
              doneWith={step.doneWith ?? null}
              teaching={step.teaching}
              isOpen={index === openIndex}
              onOpen={() => setChosenIndex(index)}
            >
              {step.act}
            </Step>
          ))}
        </ol>
      )}
    </section>
  )
}

/** Staging takes the guide's own addresses, so that one press is enough. Production has a real host. */
function useExampleApp() {
  const isStaging = useEnvironment().kind === 'staging'
  const placeholder = isStaging ? 'http://localhost:3000' : 'https://app.example.com'
  return {
    placeholder,
    suggest: (path: string) => (isStaging ? `${placeholder}${path}` : undefined),
  }
}
