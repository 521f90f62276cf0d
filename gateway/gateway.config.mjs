// One address for Saleor and the platform. Every setting is an environment variable.
import { defineConfig } from '@graphql-hive/gateway';
import { GraphQLError } from 'graphql';

const MINUTE = 60_000;
const PASSED_ON = ['authorization', 'authorization-bearer', 'accept-language', 'x-request-id'];

// Saleor and the platform are reached past the proxy: unless told that the world speaks HTTPS, Saleor redirects there.
const BEHIND_TLS = process.env.PUBLIC_URL?.startsWith('https:') ? [['x-forwarded-proto', 'https']] : [];

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

// What a client is told of an error: refusals of Saleor and the platform as they are, an outage by the name of the side
// that is away, and of anything else only that it happened. What was sent to a side, and a side's stack, stay here.
function told(error) {
  const { code, exception, serviceName } = error.extensions ?? {};
  const place = { nodes: error.nodes, path: error.path };
  if (exception?.code) {
    return new GraphQLError(error.message, { ...place, extensions: { exception: { code: exception.code } } });
  }
  if (code?.startsWith('SUBREQUEST')) {
    const extensions = { exception: { code: 'SERVICE_UNAVAILABLE' }, service: serviceName };
    return new GraphQLError(`${serviceName} does not answer.`, { ...place, extensions });
  }
  if (error instanceof GraphQLError && !error.path) return error; // the document itself is wrong
  console.error(error);
  return new GraphQLError('Internal Server Error', {
    ...place,
    extensions: { exception: { code: 'InternalServerError' } },
  });
}

// Files arrive as a stream of unknown length, which WSGI servers read as nothing: send them in one piece.
async function inOnePiece(form) {
  const copy = new FormData(); // the gateway's own class is not the one that Response knows
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') copy.append(name, value);
    else copy.append(name, new Blob([await value.arrayBuffer()], { type: value.type }), value.name);
  }
  const whole = new Response(copy);
  return { type: whole.headers.get('content-type'), bytes: Buffer.from(await whole.arrayBuffer()) };
}

export const gatewayConfig = defineConfig({
  supergraph: process.env.SUPERGRAPH ?? './supergraph.graphql',
  pollingInterval: 10_000,
  host: process.env.HOST ?? '127.0.0.1',
  port: Number(process.env.PORT ?? 4000),
  graphqlEndpoint: '/graphql/',
  healthCheckEndpoint: '/healthcheck',
  readinessCheckEndpoint: '/readiness',
  landingPage: false,
  graphiql: false,
  maskedErrors: { maskError: told },
  multipart: true,
  batching: false,
  disableWebsockets: true,
  cors: false,
  transportEntries: {
    saleor: { location: required('SALEOR_API_URL') },
    regionalmarkt: { location: required('MARKET_API_URL') },
  },
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) =>
      Object.fromEntries(
        PASSED_ON.map((name) => [name, request.headers.get(name)])
          .filter(([, value]) => value !== null)
          .concat(BEHIND_TLS),
      ),
  },
  upstreamTimeout: () => MINUTE / 2,
  upstreamRetry: { maxRetries: 0 }, // a mutation must not be sent twice
  plugins: () => [
    {
      async onFetch({ options, setOptions }) {
        if (typeof options.body?.entries !== 'function') return; // a form, not a text
        const { type, bytes } = await inOnePiece(options.body);
        setOptions({ ...options, body: bytes, headers: { ...options.headers, 'content-type': type } });
      },
    },
  ],
});
