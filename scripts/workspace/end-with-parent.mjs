/** Loaded into the server: when the script that started it is gone, the server stops in good order. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
