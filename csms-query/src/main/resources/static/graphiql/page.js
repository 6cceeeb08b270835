"use strict";

const example = `# The fleet at a glance. Press the triangle, or Ctrl-Enter, to run the query under the cursor.
# The book on the left is the schema: every type and field is described there.

query Fleet {
  chargePoints(first: 20) {
    nodes {
      identity
      registration
      connected
      lastSeen
      boot { chargePointVendor chargePointModel firmwareVersion }
      connectors { connectorId status errorCode since }
      openTransactions { transactionId connectorId idTag startedAt energy { energyWh verdict } }
    }
    pageInfo { hasNextPage endCursor }
  }
}

# The latest sessions, with their energy and how sure it is.
query Sessions {
  transactions(first: 20) {
    nodes {
      transactionId
      chargePointIdentity
      connectorId
      idTag
      startedAt
      durationSeconds
      state
      stop { reason }
      energy { energyWh verdict source }
    }
  }
}

# Everything that has happened, as it was recorded.
query Log {
  events(first: 20) {
    nodes { position recordedAt type aggregateId chargePointIdentity payload metadata }
  }
}

# Pushed whenever a projection has committed a change.
subscription Live {
  transactionChanged { transactionId chargePointIdentity state energy { energyWh } }
}
`;

const url = new URL("graphql", document.baseURI);
const socket = new URL(url);
socket.protocol = url.protocol === "https:" ? "wss:" : "ws:";

// what shows that a request comes from this page, and not from one that only makes the browser send its cookies
const code = document.cookie.match(/(?:^|; )(?:__Host-)?csms-csrf=([^;]*)/)?.[1];

const fetcher = GraphiQL.createFetcher({
  url: url.href,
  headers: code ? { "X-CSRF-Token": code } : {},
  wsClient: graphqlWs.createClient({ url: socket.href }),
});

async function signOut() {
  await fetch(new URL("access/sign-out", document.baseURI), { method: "POST", headers: { "X-CSRF-Token": code } });
  location.assign(new URL("login", document.baseURI));
}

// who came in by a cookie can leave; a page without one has nothing to sign out of
const logo = code
  ? React.createElement(
    GraphiQL.Logo,
    null,
    React.createElement("button", { type: "button", className: "sign-out", onClick: signOut }, "Sign out"),
  )
  : null;

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: example,
    defaultEditorToolsVisibility: false,
    isHeadersEditorEnabled: true,
  }, logo),
);
