import { Link } from './link.tsx'

/** Whose account this step is about, and the way back to choose another. */
export function Identity({ email, changeUrl }: { email: string; changeUrl?: string }) {
  return (
    <p className='ak-identity'>
      <bdi className='ak-email'>{email}</bdi>{' '}
      <Link href={changeUrl}>
        Change<span className='ak-visually-hidden'> email address</span>
      </Link>
    </p>
  )
}
