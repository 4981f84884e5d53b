import { startEmbedded } from '../../prisma/embedded.ts'

// A program that uses the embedded database until it is killed: `node embedded-owner.ts DATA_FOLDER`.
const { url } = await startEmbedded({ dataDir: process.argv[2] ?? '' })
console.log(url)
