//! A product without a network: two tenants, people of every role, a clock that can be moved.

use axum::Router;
use axum::body::{Body, to_bytes};
use chrono::{DateTime, TimeDelta, Utc};
use control_plane_app::admin::models::StoredModels;
use control_plane_app::auth::{self, KeyPair, KeySet};
use control_plane_app::chat::FileRules;
use control_plane_app::library::AppLibrary;
use control_plane_app::tools::{Ports, toolbox};
use control_plane_app::{App, Clock, Parts, Role};
use control_plane_domain::{TenantId, UserId};
use control_plane_http::layers::rate_limit::{RateLimits, Rates};
use control_plane_http::{AppState, Options, router};
use control_plane_store::blobs::DirectoryBlobs;
use control_plane_store::git::GitHistory;
use control_plane_store::seal::Seal;
use control_plane_store::tenants::{self, Tenant};
use control_plane_store::testing::TestDb;
use control_plane_store::users;
use executor_journal::SqlJournal;
use executor_runtime::{Limits, Runtime};
use http::{HeaderMap, Method, Request, Response, StatusCode, header};
use mcp_servers_kb_search::KnowledgeBases;
use mcp_servers_kit::Egress;
use mcp_servers_kit::egress::AllowList;
use mcp_servers_llm_gateway::Gateway;
use mcp_servers_notify::WebhookSender;
use serde_json::Value;
use std::future::IntoFuture;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use uuid::Uuid;

pub const PASSWORD: &str = "seven lamps over the quiet harbour";

/// Which database a test runs on.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// Makes a test of each engine out of an `async fn(Api)`.
#[macro_export]
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    $crate::harness::run($crate::harness::Engine::Sqlite, super::$name).await;
                }
            )+
        }
        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    $crate::harness::run($crate::harness::Engine::Postgres, super::$name).await;
                }
            )+
        }
    };
}

/// Starts the product, lends it to the test, and takes it down.
pub async fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(Arc<Api>) -> F) {
    let api = Arc::new(Api::start(engine).await);
    test(api.clone()).await;
    Arc::into_inner(api).expect("the test keeps nothing").stop().await;
}

pub struct Api {
    pub app: Arc<App>,
    pub tenant: TenantId,
    pub other_tenant: TenantId,
    /// Where it also listens, which its tools may reach.
    pub address: SocketAddr,
    /// The only other address inside that they may reach, for a test to put a server there.
    pub outside: Mutex<Option<TcpListener>>,
    router: Router,
    runtime: Arc<Runtime>,
    time: Arc<Time>,
    db: TestDb,
    stop: CancellationToken,
}

/// The clock of the product under test.
#[derive(Default)]
struct Time {
    moved: Mutex<TimeDelta>,
    stopped: Mutex<Option<DateTime<Utc>>>,
}

impl Time {
    fn now(&self) -> DateTime<Utc> {
        self.stopped.lock().unwrap().unwrap_or_else(Utc::now) + *self.moved.lock().unwrap()
    }
}

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: UserId,
    pub email: String,
    pub access: String,
    pub refresh: String,
    /// `Cookie` header of their browser.
    pub cookies: String,
    pub csrf: String,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Asserts the status, showing the body when it is another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// Asserts a problem of this code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Value {
        let this = self.expect(status);
        assert_eq!(this.header("content-type"), "application/problem+json", "{}", this.text);
        let problem = this.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert!(!problem["correlation_id"].as_str().unwrap().is_empty());
        problem
    }

    pub fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }
}

impl Api {
    async fn start(engine: Engine) -> Self {
        Self::start_with(engine, Rates::default()).await
    }

    /// A product whose buckets hold this many requests.
    pub async fn start_with_rate(engine: Engine, per_minute: u32) -> Self {
        let rate = NonZeroU32::new(per_minute).unwrap();
        let rates = Rates { per_address: rate, per_user: rate, per_tenant: rate, ..Rates::default() };
        Self::start_with(engine, rates).await
    }

    /// A product that lets visitors of widgets come and speak this often.
    pub async fn start_with_visits(engine: Engine, per_minute: u32) -> Self {
        let rate = NonZeroU32::new(per_minute).unwrap();
        let rates = Rates { visits_per_address: rate, words_per_visitor: rate, ..Rates::default() };
        Self::start_with(engine, rates).await
    }

    async fn start_with(engine: Engine, rates: Rates) -> Self {
        rustls::crypto::ring::default_provider().install_default().ok();
        let db = match engine {
            Engine::Sqlite => TestDb::sqlite().await,
            Engine::Postgres => TestDb::postgres().await,
        };
        let time = Arc::new(Time::default());
        let told = time.clone();
        let clock: Clock = Arc::new(move || told.now());
        let seal = Seal::new(&[7; 32]);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        // A place for another server that the product may reach.
        let outside = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let opened = [address.to_string(), outside.local_addr().unwrap().to_string()];
        let egress = Egress::new(AllowList::parse(opened.iter().map(String::as_str)).unwrap());
        let models = StoredModels::new(db.db.clone(), seal.clone());
        let knowledge = Arc::new(KnowledgeBases::open(&db.dir.join("index"), None).unwrap());
        let tools = toolbox(Ports {
            db: db.db.clone(),
            clock: clock.clone(),
            egress: egress.clone(),
            gateway: Gateway::new(models.clone(), egress.clone()),
            knowledge: knowledge.clone(),
            mailer: None,
            webhook: WebhookSender::new(egress.clone()),
        });
        let app = App::new(Parts {
            process: Uuid::now_v7(),
            clock,
            db: db.db.clone(),
            seal,
            keys: keys(),
            git: GitHistory::new(db.dir.join("git")),
            blobs: Arc::new(DirectoryBlobs::new(db.dir.join("files"), 1 << 20)),
            knowledge,
            tools,
            egress,
            models,
            judge_patience: Duration::from_secs(4),
            file_rules: FileRules { max_bytes: 64 << 10, per_conversation: 12, ..FileRules::default() },
        });
        let journal = Arc::new(SqlJournal::new(db.db.connection().clone(), db.db.gate()));
        let runtime = Runtime::new(journal, AppLibrary::new(&app), Limits::default());
        app.set_executor(runtime.clone());
        runtime.resume().await.unwrap();
        let stop = CancellationToken::new();
        tokio::spawn(control_plane_app::kb::run_ingestion(app.clone(), stop.clone()));
        tokio::spawn(control_plane_app::desk::run_telling(app.clone(), stop.clone()));
        tokio::spawn(control_plane_app::push::run_pushing(app.clone(), stop.clone()));
        let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
        let router = router(AppState {
            app: app.clone(),
            limits: RateLimits::new(rates),
            metrics: recorder.handle(),
            options: Options { max_upload_bytes: 1 << 20, ..Options::default() },
            draining: stop.clone(),
        });
        let served =
            axum::serve(listener, router.clone()).with_graceful_shutdown(stop.clone().cancelled_owned());
        tokio::spawn(served.into_future());
        let tenant = make_tenant(&app, "zebra", "Zebra").await;
        let other_tenant = make_tenant(&app, "yak", "Yak").await;
        let outside = Mutex::new(Some(outside));
        Self { app, tenant, other_tenant, address, outside, router, runtime, time, db, stop }
    }

    pub async fn stop(self) {
        self.stop.cancel();
        self.runtime.drain(Duration::from_secs(5)).await;
        drop((self.router, self.runtime, self.app));
        self.db.close().await;
    }

    /// Moves the clock forward.
    pub fn wait(&self, time: TimeDelta) {
        let mut moved = self.time.moved.lock().unwrap();
        *moved += time;
    }

    /// From now on only [`wait`](Self::wait) makes time pass: what a test says about seconds must not
    /// depend on how long the machine takes.
    pub fn stop_the_clock(&self) {
        *self.time.stopped.lock().unwrap() = Some(Utc::now());
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.app.now()
    }

    /// A new person of a role, signed in.
    pub async fn person(&self, tenant: TenantId, role: Role) -> Person {
        let id = UserId::new(Uuid::now_v7());
        let email = format!("{role}-{}@example.com", id.as_uuid().simple());
        let hash = password_hash(&self.app).await;
        let tx = self.app.db.write(tenant).await.unwrap();
        let new = users::NewUser {
            id,
            email: email.parse().unwrap(),
            name: format!("The {role}"),
            role,
            password_hash: Some(hash),
        };
        users::create(&tx, new, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.sign_in(&email).await
    }

    /// Signs in over HTTP.
    pub async fn sign_in(&self, email: &str) -> Person {
        let body = serde_json::json!({ "email": email, "password": PASSWORD, "device": "test" });
        let answer = self.post(None, "/api/v1/auth/login", &body).await.expect(200);
        let cookies: Vec<_> = answer
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap().split(';').next().unwrap().to_owned())
            .collect();
        let session = answer.json();
        Person {
            id: UserId::new(session["user"]["id"].as_str().unwrap().parse().unwrap()),
            email: email.to_owned(),
            access: session["access_token"].as_str().unwrap().to_owned(),
            refresh: session["refresh_token"].as_str().unwrap().to_owned(),
            csrf: session["user"]["csrf"].as_str().unwrap().to_owned(),
            cookies: cookies.join("; "),
        }
    }

    /// The beginning of an answer, for streams.
    pub async fn open(&self, request: Request<Body>) -> Response<Body> {
        let answered = self.router.clone().oneshot(request);
        tokio::time::timeout(Duration::from_secs(30), answered).await.expect("an answer").unwrap()
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.open(request).await;
        let (parts, body) = response.into_parts();
        let read = tokio::time::timeout(Duration::from_secs(30), to_bytes(body, usize::MAX));
        let bytes = read.await.expect("an end of the answer").unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// A request as somebody (or nobody), with a JSON body and more headers.
    pub async fn call(
        &self,
        who: Option<&Person>,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(person) = who {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", person.access));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        self.send(request.body(body).unwrap()).await
    }

    pub async fn get(&self, who: Option<&Person>, path: &str) -> Answer {
        self.call(who, Method::GET, path, &[], None).await
    }

    pub async fn post(&self, who: Option<&Person>, path: &str, body: &Value) -> Answer {
        self.call(who, Method::POST, path, &[], Some(body)).await
    }
}

async fn make_tenant(app: &App, slug: &str, name: &str) -> TenantId {
    let id = TenantId::new(Uuid::now_v7());
    let tenant = Tenant { id, slug: slug.parse().unwrap(), name: name.to_owned(), created_at: app.now() };
    let tx = app.db.write_shared().await.unwrap();
    tenants::create(&tx, &tenant).await.unwrap();
    tx.commit().await.unwrap();
    id
}

/// Hashed once per process: it is meant to be slow.
async fn password_hash(app: &App) -> String {
    static HASH: Mutex<Option<String>> = Mutex::new(None);
    if let Some(hash) = HASH.lock().unwrap().clone() {
        return hash;
    }
    let hash = app.passwords.hash(PASSWORD.to_owned()).await.unwrap();
    *HASH.lock().unwrap() = Some(hash.clone());
    hash
}

/// Making an RSA key takes long without optimisation, so all test processes share one, made by
/// whichever comes first.
fn keys() -> KeySet {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("signing-key.json");
    let read = || {
        let text = std::fs::read_to_string(&path).ok()?;
        serde_json::from_str::<[String; 3]>(&text).ok()
    };
    let [kid, private_pem, public_pem] = read().unwrap_or_else(|| {
        let pair = KeyPair::generate().unwrap();
        let key = [pair.kid, pair.private_pem, pair.public_pem];
        // Written whole or not at all; of two at once either is fine.
        let draft = path.with_extension(Uuid::now_v7().to_string());
        std::fs::write(&draft, serde_json::to_string(&key).unwrap()).unwrap();
        std::fs::rename(&draft, &path).unwrap();
        key
    });
    KeySet::new(&[KeyPair { kid, private_pem, public_pem }]).unwrap()
}

/// A setup token of the tenant, as the server would print it.
pub async fn setup_token(api: &Api) -> String {
    auth::new_setup_token(&api.app, api.tenant).await.unwrap().expect("nobody administrates yet")
}
