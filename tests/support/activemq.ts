/** A broker of one's own: Debian's ActiveMQ with STOMP alone, on a free port and with a data folder that goes with it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMissing } from './is-missing.ts'

const home = '/usr/share/activemq'
const jar = join(home, 'bin/activemq.jar')

/** Says so where Debian's activemq or Java is missing; in CI they have to be there. */
export function isActiveMqMissing(): boolean {
  const isInstalled = existsSync(jar) && spawnSync('java', ['-version']).status === 0
  return isMissing('activemq or java', isInstalled)
}

export interface Broker {
  /** stomp://127.0.0.1:port, the same after `start`. */
  readonly url: string
  readonly port: number
  /** As by a power cut. */
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

export async function startBroker(): Promise<Broker> {
  const folder = await mkdtemp(join(tmpdir(), 'activemq-'))
  const port = await freePort()
  await writeFile(join(folder, 'broker.xml'), settings(folder, port))
  let running: ChildProcess | null = null
  const start = async () => {
    running = spawn(
      'java',
      [
        '-Xmx256m',
        `-Dactivemq.home=${home}`,
        ...['base', 'data', 'conf'].map((name) => `-Dactivemq.${name}=${folder}`),
        '-jar',
        jar,
        'start',
        `xbean:file:${join(folder, 'broker.xml')}`,
      ],
      { stdio: 'ignore' },
    )
    await listening(port, running)
  }
  const kill = async () => {
    const process = running
    running = null
    if (!process || process.exitCode !== null) return
    const ended = new Promise((resolve) => process.once('exit', resolve))
    process.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    url: `stomp://127.0.0.1:${port}`,
    port,
    kill,
    start,
    close: async () => {
      await kill()
      await rm(folder, { recursive: true })
    },
  }
}

const settings = (folder: string, port: number) => `<beans xmlns="http://www.springframework.org/schema/beans"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://www.springframework.org/schema/beans http://www.springframework.org/schema/beans/spring-beans.xsd
    http://activemq.apache.org/schema/core http://activemq.apache.org/schema/core/activemq-core.xsd">
  <broker xmlns="http://activemq.apache.org/schema/core" brokerName="test" dataDirectory="${folder}/data" useJmx="false">
    <persistenceAdapter><kahaDB directory="${folder}/data/kahadb"/></persistenceAdapter>
    <transportConnectors><transportConnector name="stomp" uri="stomp://127.0.0.1:${port}"/></transportConnectors>
  </broker>
</beans>`

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Tries until somebody listens; a broker that ends before is an error. */
async function listening(port: number, broker: ChildProcess): Promise<void> {
  for (;;) {
    if (broker.exitCode !== null) throw new Error(`the broker ended with ${broker.exitCode}`)
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => setTimeout(resolve, 100, false))
      socket.once('connect', () => socket.destroy())
    })
    if (isThere) return
  }
}
