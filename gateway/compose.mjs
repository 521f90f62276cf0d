// Writes the supergraph from what Saleor and the platform say of themselves: node compose.mjs [--wait SECONDS]
// If one of them is away and an earlier supergraph is at hand, that one stays, so that the gateway can start.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'graphql';
import { composeServices } from '@theguild/federation-composition';

const { values } = parseArgs({ options: { wait: { type: 'string', default: '0' } } });
const target = process.env.SUPERGRAPH ?? './supergraph.graphql';
const sides = { saleor: process.env.SALEOR_API_URL, regionalmarkt: process.env.MARKET_API_URL };

const behindTls = process.env.PUBLIC_URL?.startsWith('https:');

async function sdlOf(name, url) {
  if (!url) throw new Error(`the address of ${name} is not set`);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(behindTls && { 'x-forwarded-proto': 'https' }) },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
    signal: AbortSignal.timeout(20_000),
  });
  const sdl = (await answer.json()).data?._service?.sdl;
  if (!sdl) throw new Error(`${name} at ${url} does not say its schema`);
  return sdl;
}

async function composed() {
  const services = await Promise.all(
    Object.entries(sides).map(async ([name, url]) => ({ name, url, typeDefs: parse(await sdlOf(name, url)) })),
  );
  const { errors, supergraphSdl } = composeServices(services);
  if (errors?.length) {
    console.error(errors.map((error) => error.message).join('\n'));
    process.exit(2); // waiting does not help: two schemas do not fit
  }
  return supergraphSdl;
}

const ends = Date.now() + Number(values.wait) * 1000;
for (;;) {
  try {
    const sdl = await composed();
    if (existsSync(target) && readFileSync(target, 'utf8') === sdl) {
      console.log(`${target} is up to date`);
    } else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.new`, sdl);
      renameSync(`${target}.new`, target);
      console.log(`${target} is written`);
    }
    break;
  } catch (error) {
    if (Date.now() < ends) {
      await pause(1000);
      continue;
    }
    if (!existsSync(target)) {
      console.error(`no supergraph: ${error.message}`);
      process.exit(1);
    }
    console.error(`${target} stays as it is: ${error.message}`);
    break;
  }
}
