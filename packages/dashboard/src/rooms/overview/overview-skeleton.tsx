import { SkeletonLine } from '../../components/skeleton-line.tsx'
import styles from './overview.module.css'

export function OverviewSkeleton() {
  return (
    <div className={styles.setUp}>
      <div className={styles.setUpHeader}>
        <SkeletonLine width='140px' height='20px' />
        <SkeletonLine width='72px' />
      </div>
      <div className={styles.steps}>
        {['46%', '38%', '42%', '34%'].map((width) => (
          <div key={width} className={styles.step}>
            <span className={styles.bullet} />
            <SkeletonLine width={width} height='20px' />
          </div>
        ))}
      </div>
    </div>
  )
}
