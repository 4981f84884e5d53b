/** Requests of MOSIP's Secure Biometric Interface 0.9.5 and 1.0. Numbers may come as text, as some clients send them. */
import { z } from 'zod'
import type { FingerPosition } from '../../core/biometrics/positions.ts'

export const specVersions = ['1.0', '0.9.5'] as const
export const purposes = ['Registration', 'Auth'] as const
export type Purpose = (typeof purposes)[number]

const numeric = (most: number) =>
  z
    .union([z.number(), z.string().regex(/^\d{1,9}(\.\d{1,6})?$/)])
    .transform(Number)
    .pipe(z.number().min(0).max(most))
const word = z.string().max(100)

/** Fingers by the names of the interface. */
export const fingerSubtypes: Readonly<Record<string, FingerPosition>> = {
  'Right Thumb': 1,
  'Right IndexFinger': 2,
  'Right MiddleFinger': 3,
  'Right RingFinger': 4,
  'Right LittleFinger': 5,
  'Left Thumb': 6,
  'Left IndexFinger': 7,
  'Left MiddleFinger': 8,
  'Left RingFinger': 9,
  'Left LittleFinger': 10,
}
export const unknownSubtype = 'UNKNOWN'
const subtype = z.enum([...Object.keys(fingerSubtypes), unknownSubtype])

/** Eyes may be excluded too, in requests for a face. */
const exception = z.enum([...Object.keys(fingerSubtypes), 'Left', 'Right'])

/** Milliseconds; whoever asks for more waits no longer. */
const longestCapture = 120_000
const longestStream = 300_000

export const discoverySchema = z.object({ type: word })

export const streamSchema = z.object({
  deviceId: word,
  deviceSubId: numeric(3).default(0),
  timeout: numeric(1e9)
    .default(longestStream)
    .transform((asked) => Math.min(asked, longestStream)),
})

export const bioSchema = z.object({
  type: word,
  count: numeric(10).default(1),
  bioSubType: z.array(subtype).max(10).nullish(),
  exception: z.array(exception).max(12).nullish(),
  requestedScore: numeric(100).default(0),
  deviceId: word,
  deviceSubId: numeric(3).default(0),
  /** Hexadecimal SHA-256 of the capture before; nothing for the first. */
  previousHash: z
    .string()
    .regex(/^([0-9a-fA-F]{64})?$/)
    .nullish(),
})
export type BioRequest = z.infer<typeof bioSchema>

export const captureSchema = z.object({
  env: word,
  purpose: word.nullish(),
  specVersion: z.string().max(20).nullish(),
  timeout: numeric(1e9).transform((asked) => Math.min(asked, longestCapture)),
  captureTime: word.nullish(),
  transactionId: word,
  domainUri: z.string().max(500).nullish(),
  bio: z.array(bioSchema).length(1),
})
export type CaptureRequest = z.infer<typeof captureSchema>

/** Four to fifty letters, digits and hyphens. */
export const transactionForm = /^[A-Za-z0-9-]{4,50}$/
