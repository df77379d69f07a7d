import { Button } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import { Mark } from '../components/mark.tsx'
import styles from './full-page.module.css'

/** An address that names no room of an environment: shown in its frame. */
export function NotFound() {
  return (
    <div className={styles.page}>
      <title>Not found · Latchkey</title>
      <Mark size={32} />
      <h1 id='page-title' className={styles.title}>
        There is no such page
      </h1>
      <p className={styles.words}>
        The address may be mistyped, or what it named has been deleted. Rooms are found under
        /dashboard/staging and /dashboard/production.
      </p>
      <Button asChild variant='soft' color='gray'>
        <Link to='/'>Go to the dashboard</Link>
      </Button>
    </div>
  )
}

/** An address that names no environment: there is no frame around it. */
export function NotFoundAlone() {
  return (
    <main>
      <NotFound />
    </main>
  )
}
