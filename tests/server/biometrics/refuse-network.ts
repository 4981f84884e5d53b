/** Loaded before a program: whatever in it, or in its threads, opens a connection or asks for a name ends it. */
import dns from 'node:dns'
import net from 'node:net'

function refuse(): never {
  process.stderr.write('the network was used\n')
  process.exit(3)
}

net.Socket.prototype.connect = refuse
dns.lookup = Object.assign(refuse, { __promisify__: refuse })
globalThis.fetch = refuse
