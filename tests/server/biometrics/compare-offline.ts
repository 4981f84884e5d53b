/** A program for face-engine.test.ts. */
import { startFaceEngine } from '../../../server/biometrics/face-engine.ts'
import { portraitOf } from '../../support/portraits.ts'

const engine = startFaceEngine()
const portrait = await portraitOf(2)
const { accepted } = await engine.measure(portrait)
const { verdict } = await engine.compare(portrait, portrait)
await engine.close()
process.stdout.write(JSON.stringify({ accepted, verdict }))
