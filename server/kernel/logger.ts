import pino, { type Logger } from 'pino'

/** Fields that could carry a person or a secret never reach a log, wherever a caller puts them. */
const redacted = [
  'name',
  'number',
  'birthDate',
  'person',
  'face',
  'qr',
  'password',
  'authorization',
  'cookie',
  'body',
]

export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: redacted.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[redacted]',
      },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    pino.destination({ dest: 2, sync: false }),
  )
}
