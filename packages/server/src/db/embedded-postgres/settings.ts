/**
 * Given on the command line of every start, so that no file in the cluster can weaken them: what is
 * acknowledged is on the disk, and an idle database stays small.
 */
export const settings: Record<string, string> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // On macOS an ordinary fsync leaves data in the drive's cache, which a power cut empties.
  ...(process.platform === 'darwin' ? { wal_sync_method: 'fsync_writethrough' } : {}),

  shared_buffers: '32MB',
  max_connections: '50',
  huge_pages: 'off',
  max_wal_size: '256MB',
  // Every background process costs memory. The statements here are short: none gains from helpers.
  io_method: 'sync',
  jit: 'off',
  autovacuum_max_workers: '1',
  autovacuum_worker_slots: '1',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_logical_replication_workers: '0',

  timezone: 'UTC',
  // Read by server-log.ts. Details and statements may hold personal data, so they stay out of logs.
  log_line_prefix: '%b|',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
}
